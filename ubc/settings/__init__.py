"""Settings: base (what is always so), dev, test and prod. Everything an installation may change comes from the environment."""
