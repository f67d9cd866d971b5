"""Stories told by hand, with named people and dates: what the rules mean, on both databases."""
