from weeklog_local.main import run

run()
