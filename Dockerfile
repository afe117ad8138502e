# One recipe for every Python service: PACKAGE is its folder, BASE any image with Python >= 3.11.
ARG BASE=python:3.13-slim

FROM ${BASE} AS build
RUN python3 -m venv /app && /app/bin/pip install --no-cache-dir uv
WORKDIR /src
# The locked versions change seldom, so that what they bring in is a layer that is seldom built again.
COPY requirements/run.txt requirements/run.txt
RUN /app/bin/uv pip install --python /app/bin/python --no-cache --constraint requirements/run.txt hatchling editables
COPY core core
ARG PACKAGE=services/api
COPY ${PACKAGE} ${PACKAGE}
RUN /app/bin/uv pip install --python /app/bin/python --no-cache --compile-bytecode \
    --constraint requirements/run.txt --no-build-isolation ./core ./${PACKAGE}

FROM ${BASE}
RUN useradd --system --uid 10001 --no-create-home weeklog
COPY --from=build /app /app
ENV PATH=/app/bin:$PATH PYTHONUNBUFFERED=1
WORKDIR /srv
# The built page, when there is one; the API serves this folder.
RUN mkdir static && install -d -o weeklog -m 700 artifacts
COPY services/web/stati[c] static
USER weeklog
# chat-worker -> weeklog_chat_worker, as everywhere. exec: the process itself receives SIGTERM and drains.
ARG PACKAGE=services/api
ENV PACKAGE=${PACKAGE}
CMD ["sh", "-c", "exec python -m weeklog_$(basename \"$PACKAGE\" | tr - _)"]
