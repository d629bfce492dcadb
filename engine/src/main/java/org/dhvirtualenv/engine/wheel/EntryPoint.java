package org.dhvirtualenv.engine.wheel;

import org.dhvirtualenv.engine.script.Shebang;

/**
 * A script that a wheel asks for (entry points specification).
 *
 * @param name of the file in {@code bin}
 * @param module that is imported
 * @param attribute the function in it, dotted
 */
record EntryPoint(String name, String module, String attribute) {
  /** Returns this under another name. */
  EntryPoint named(String other) {
    return new EntryPoint(other, module, attribute);
  }

  /** Returns the script, with the body that pip writes. */
  String script(Shebang shebang) {
    int dot = attribute.indexOf('.');
    String imported = dot < 0 ? attribute : attribute.substring(0, dot);
    return shebang.text("")
        + "\n# -*- coding: utf-8 -*-\nimport re\nimport sys\nfrom "
        + module
        + " import "
        + imported
        + "\nif __name__ == '__main__':\n"
        + "    sys.argv[0] = re.sub(r'(-script\\.pyw|\\.exe)?$', '', sys.argv[0])\n"
        + "    sys.exit("
        + attribute
        + "())\n";
  }
}
