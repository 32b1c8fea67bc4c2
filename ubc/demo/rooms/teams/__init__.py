"""What the parties of the demo world wrote about their joint teams."""
