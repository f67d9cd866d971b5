"""The numbered migrations, each a frozen script: it never reads the tables of today."""
