package io.serai.moderation.code;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.job.Language;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "import os\nos.system('x')",
        "import os as o\no.system('x')",
        "from os import system as s\ns('x')",
        "from os import *\nsystem('x')",
        "from os import (path,\n  system as s,)\ns('x')",
        "getattr(__import__('os'), 'sys' + 'tem')('x')",
        "import os\nname = 'sys'\ngetattr(os, name + 'tem')('x')",
        "import importlib\nimportlib.import_module('os').system('x')",
        "__builtins__.__import__('os').system('x')",
        "globals()['__builtins__'].__import__('os').system('x')",
        "import os\nos.__dict__['system']('x')",
        "import os\nvars(os).get('system')('x')",
        "import os\nf = g = os.system\ng('x')",
        "import os\n(f := os.system)('x')",
        "import os\na, f = 1, os.system\nf('x')",
        "import os\nfor f in [os.system]:\n  f('x')",
        "import os\n[f('x') for f in (os.system,)]",
        "import os\nrun: object = os.system\nrun('x')",
        "import os\nmap(os.system, ['x'])",
        "import os\nclass A:\n  f = os.system\nA.f('x')",
        "import os\nd = {'k': os.system}\nd['k']('x')",
        "import os\nprint(f'{os.system(\"x\")!r:>{3}}')",
        "import os\nprint(f\"{f'{os.system('x')}'}\")",
        "import os\nmatch 1:\n  case _ if os.system('x'): pass",
        "import os\ndef f[T: int = str](a, /, *, b: T = os.system('x')) -> T: ...",
        "import os\ntry: pass\nexcept* E as e: os.system('x')",
        "exec('import os; os.system(\"x\")')",
        "import sys\nsys.modules['os'].system('x')",
        "import os\n\uFF4F\uFF53.system('x')",
        "import os, sys; os.\\\nsystem('x')",
        "with open('a') as f, __import__('os') as o:\n  o.system('x')",
        "import functools, os\nfunctools.partial(os.system, 'x')()",
        "import os.path\nos.path.os.system('x')",
        "import os\nlambda: os.system('x')",
      })
  void knowsPythonFunctionsByAnyName(String program) {
    assertThat(uses(Language.PYTHON, program)).as(program).anyMatch(use -> use.isOf("os.system"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "require('child_process').exec('x')",
        "const c = require('node:child_process'); c.exec('x')",
        "const {exec: e, spawn} = require('child_process'); e('x')",
        "import * as c from 'child_process'; c.exec('x')",
        "import c, {exec as e} from \"node:child_process\"\ne('x')",
        "(await import('child_process')).exec('x')",
        "const c = await import(`child_process`); c['ex' + 'ec']('x')",
        "globalThis.process.mainModule.require('child_process').exec('x')",
        "process.getBuiltinModule('child_process').exec('x')",
        "import {createRequire as r} from 'module'; r(import.meta.url)('child_process').exec('x')",
        "const c = require('child_process'); (0, c.exec)('x')",
        "const c = require('child_process'); c.exec.call(null, 'x')",
        "const c = require('child_process'); c?.exec?.('x')",
        "const c = require('child_process'); [1].map(c.exec)",
        "class A { #c = require('child_process'); static { } f() { return this.#c.exec('x') } }",
        "const o = {c: require('child_process')}; o.c.exec('x')",
        "const c = require('child_process'); `${c.exec('x')}`",
        "const c = require('child_process'); if (1) /\"/.test('\"'); c.exec('x')",
        "const c = require('child_process'); let a = b / c.exec('x') / 2",
        "const c = require('child_process')\nc.\\u0065xec('x')",
        "const c = require('child_process'); for (const f of [c.exec]) f('x')",
        "const c = require('child_process'); const g = async (a, b = c.exec) => b('x')",
        "eval(\"require('child_process').exec('x')\")",
        "new Function('require(\"child_process\").exec(1)')()",
        "#!/usr/bin/env node\nrequire('child_process').exec('x')",
        "export { a } from './a.js'; import j from './x.json' with {type: 'json'};"
            + "import {exec} from 'child_process'; exec('x')",
        "const c = Reflect.get(globalThis, 'require')('child_process'); c.exec('x')",
      })
  void knowsJavaScriptFunctionsByAnyName(String program) {
    assertThat(uses(Language.NODE, program))
        .as(program)
        .anyMatch(use -> use.isOf("child_process.exec"));
    assertThat(uses(Language.NODE, program))
        .as(program)
        .anyMatch(use -> use.imports("child_process"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s = 'input()' # input()",
        "'''input()'''",
        "def input(): pass",
        "class A:\n  def input(self): pass",
        "x.input()",
        "f(input)",
        "rb'input()' + f'input() {{input()}}'",
        "from typing import input_\ninput_()",
      })
  void takesNoOtherWordForACall(String program) {
    assertThat(uses(Language.PYTHON, program)).as(program).noneMatch(use -> use.isOf("input"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'prompt()' // prompt()",
        "/* prompt() */ `prompt()`",
        "function prompt() {}",
        "class A { prompt() { } }",
        "x.prompt()",
        "/prompt()/.test(x)",
      })
  void takesNoOtherWordForACallInJavaScript(String program) {
    assertThat(uses(Language.NODE, program)).as(program).noneMatch(use -> use.isOf("prompt"));
  }

  @Test
  void tellsWhereACallIs() {
    Use call = uses(Language.PYTHON, "x = 1\ny = input ('?')").get(1);
    assertThat(uses(Language.PYTHON, "x = 1\ny = input ('?')"))
        .filteredOn(use -> use.isOf("input"))
        .extracting(Use::start, Use::end)
        .containsExactly(org.assertj.core.api.Assertions.tuple(10, 15));
    assertThat(call).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "f'{", "[1)", "'a\n'", "'''a", "{"})
  void readsNoBrokenPython(String program) {
    assertThat(Programs.read(Language.PYTHON, program)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"(", "`${", "/* ", "'a\n'", "a = {} / 1 / prompt()", "<!-- x", "a++ /1/ b"})
  void readsNoBrokenJavaScript(String program) {
    assertThat(Programs.read(Language.NODE, program)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(",
        "[",
        "{",
        "-",
        "a.b(",
        "if a: ",
        "lambda: ",
        "f'{",
        "a+",
        "a.",
        "x=",
        "not ",
        "import ",
        "export a ",
        "for x in "
      })
  void surviveNestingOfAnyDepth(String part) {
    for (int times : List.of(100, 1_000, 200_000)) {
      String program = part.repeat(times) + "input()";
      Programs.read(Language.PYTHON, program);
      Programs.read(Language.NODE, program);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a%d = a%d + a%d\n", "a%d = (a%d or a%d)\n", "exec(a0 + '%d%d%d')\n"})
  void takesNoLongerForWhatGrowsWithEveryLine(String line) {
    StringBuilder program = new StringBuilder("a0 = '" + "x".repeat(2_000) + "'\n");
    for (int i = 1; i < 2_000; i++) {
      program.append(String.format(java.util.Locale.ROOT, line, i, i - 1, i - 1));
    }
    program.append("exec(a1999)\n");
    assertThat(Programs.read(Language.PYTHON, program.toString())).isEmpty();
  }

  @Test
  void survivesDepthThatIsSpreadOverManyNames() {
    StringBuilder program = new StringBuilder("a0 = 'x'\n");
    for (int i = 1; i < 60; i++) {
      program.append("a" + i + " = a" + (i - 1) + ".b".repeat(300) + "\n");
    }
    program.append("getattr(a59, a59)()\n");
    assertThat(Programs.read(Language.PYTHON, program.toString())).isEmpty();
  }

  private static List<Use> uses(Language language, String program) {
    return Programs.read(language, program).orElseThrow(() -> new AssertionError(program));
  }
}
