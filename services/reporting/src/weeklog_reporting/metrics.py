from prometheus_client import Counter

ended_deliveries = Counter("weeklog_deliveries", "Mails and posts by how they ended", ["way", "state"])
