"""Messages to citizens' phones: what is said, the queue, the gateways, what became of each."""
