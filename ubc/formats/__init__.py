"""How this house writes dates where Django would write them in two ways."""
