"""The plots of the demonstration, by how far they come: each says what happens in one case, office by office."""
