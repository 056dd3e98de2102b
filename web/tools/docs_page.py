"""Makes dist/docs: Swagger UI out of the fastapi-swagger wheel, with a page and a start script of our own."""
import importlib.util
import shutil
from pathlib import Path


def swagger_folder():
    # find_spec of the top package runs none of its code, so FastAPI itself need not be there.
    spec = importlib.util.find_spec("fastapi_swagger")
    if not spec or not spec.submodule_search_locations:
        raise SystemExit("fastapi-swagger is not installed: .venv/bin/pip install -r web/requirements.txt")
    return Path(spec.submodule_search_locations[0]) / "resources"


def write(own: Path, target: Path):
    target.mkdir(parents=True, exist_ok=True)
    for name in ("swagger-ui.css", "swagger-ui-bundle.js"):
        shutil.copyfile(swagger_folder() / name, target / name)
    for file in own.iterdir():
        shutil.copyfile(file, target / file.name)
