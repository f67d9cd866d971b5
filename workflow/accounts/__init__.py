"""Who may sign in, and how: passwords, throttling, sessions, and what people change about their own account.

Nothing here knows a browser. A session is a random token that only the person holds; the database keeps its digest.
"""
