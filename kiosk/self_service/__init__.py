"""Self-service without a screen: what citizens do by themselves in the hall, and how a clerk goes on with it."""
