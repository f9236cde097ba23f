"""How things are drawn, said once: pictures read it here, the browser program gets it with its scene."""
