# The page in a container: not as root, with a file system that nothing is written to but /tmp, asked for its health.
FROM python:3.11-slim

WORKDIR /app
ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    HOME=/tmp \
    GEODASH_LOG=json \
    STREAMLIT_SERVER_ADDRESS=0.0.0.0 \
    STREAMLIT_SERVER_PORT=8501 \
    STREAMLIT_SERVER_HEADLESS=true

COPY requirements.txt pyproject.toml README.md ./
COPY src ./src
RUN pip install --no-cache-dir -r requirements.txt && python -m compileall -q src
COPY .streamlit ./.streamlit
COPY geodata ./geodata
COPY app.py ./

USER 10001:10001
EXPOSE 8501
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import os, urllib.request as r; path = os.environ.get('STREAMLIT_SERVER_BASE_URL_PATH', '').strip('/'); r.urlopen('http://127.0.0.1:' + os.environ['STREAMLIT_SERVER_PORT'] + (path and '/' + path) + '/healthz', timeout=4)"]
CMD ["python", "-m", "streamlit", "run", "app.py"]
