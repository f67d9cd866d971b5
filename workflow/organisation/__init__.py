"""Units, posts and people: what the city hands over, and the registers that it fills."""
