"""Every way that a case can take: all that named people may do next, from every state that can be reached."""
