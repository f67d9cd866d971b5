"""What the system promises, told as tests."""
