package org.dhvirtualenv.engine.pip;

import java.nio.file.Path;
import java.util.List;
import org.dhvirtualenv.engine.model.DistributionName;

/** One thing that is to be installed with all that it needs. */
public sealed interface Request {
  /** Returns what it is, for messages. */
  String what();

  /**
   * Raw arguments of {@code pip install}, such as {@code pip==24.3.1} or {@code -rbootstrap.txt}.
   *
   * @param arguments requirements and options, which count for this request only
   */
  record Preinstalled(List<String> arguments) implements Request {
    /** Copies the list. */
    public Preinstalled {
      arguments = List.copyOf(arguments);
    }

    @Override
    public String what() {
      return "the preinstalled requirements";
    }
  }

  /**
   * A requirements file.
   *
   * @param file its path
   */
  record Requirements(Path file) implements Request {
    @Override
    public String what() {
      return "the requirements of " + file.getFileName();
    }
  }

  /**
   * A requirements file that was made from a lock file: complete, so that nothing that its lines
   * require is looked for.
   *
   * @param file its path
   * @param lock the name of the lock file
   * @param hashes whether each line has hashes, which are enforced
   */
  record Locked(Path file, String lock, boolean hashes) implements Request {
    @Override
    public String what() {
      return "the requirements of " + lock + (hashes ? "" : " that have no hash");
    }
  }

  /**
   * A directory with a project.
   *
   * @param directory where its back end may write
   * @param extras which of its extras are wanted (PEP 508)
   * @param locked whether a lock file has said all that it requires
   */
  record Project(Path directory, List<DistributionName> extras, boolean locked) implements Request {
    /** Copies the list. */
    public Project {
      extras = List.copyOf(extras);
    }

    /** Creates one with requirements that pip has to look for. */
    public Project(Path directory, List<DistributionName> extras) {
      this(directory, extras, false);
    }

    @Override
    public String what() {
      return "the project";
    }
  }
}
