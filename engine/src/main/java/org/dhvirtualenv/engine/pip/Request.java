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
   * A directory with a project.
   *
   * @param directory where its back end may write
   * @param extras which of its extras are wanted (PEP 508)
   */
  record Project(Path directory, List<DistributionName> extras) implements Request {
    /** Copies the list. */
    public Project {
      extras = List.copyOf(extras);
    }

    @Override
    public String what() {
      return "the project";
    }
  }
}
