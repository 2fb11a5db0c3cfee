"""Clones of public repositories that somebody has put into a folder, and trees of one commit made from them."""
import os
import subprocess


def clone(root, repository):
    """The git directory of OWNER/NAME below root, as OWNER+NAME/repo, OWNER+NAME.git, NAME.git or a work tree NAME."""
    name = repository.replace('/', '+')
    short = repository.split('/')[1]
    places = root / name / 'repo', root / f'{name}.git', root / f'{short}.git', root / short / '.git'
    return next((place for place in places if (place / 'HEAD').exists()), None)


def unpack(git, revision, to, paths=()):
    """Writes the tree at the revision, or the parts of it that are asked for, unless it is there already."""
    if to.exists() and os.listdir(to):
        return
    fresh = to.with_name(to.name + '.new')
    fresh.mkdir(parents=True, exist_ok=True)
    archive = subprocess.Popen(['git', f'--git-dir={git}', 'archive', revision, *paths],
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    unpacked = subprocess.run(['tar', '-x', '-C', fresh], stdin=archive.stdout, capture_output=True)
    if archive.wait() or unpacked.returncode:
        raise RuntimeError(f'{revision} cannot be unpacked from {git}')
    if to.exists():
        to.rmdir()  # the empty folder of a submodule
    fresh.rename(to)
