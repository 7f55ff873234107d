/** What shells offer on Tab, for bash, zsh and fish. Pure: the same commands give the same bytes. */
import type { CommandTree, CommandWords, OptionWords, ValueWords } from "./command-tree.ts";

export const SHELLS = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof SHELLS)[number];

/** Options after which another machine than this one, or a file, is looked at: its functions are not known here. */
const ELSEWHERE = ["--host", "--demo", "--from", "--file"];
const OWN_FUNCTIONS = "/sys/bus/pci/devices";

/** A line of the tree: a command with its name on the command line; the window and browser mode have none. */
interface Line {
  readonly name: string;
  readonly words: CommandWords;
}

function linesOf(tree: CommandTree): readonly Line[] {
  return [{ name: "", words: tree }, ...tree.commands.map((words) => ({ name: words.name, words }))];
}

function commandNames(tree: CommandTree): string[] {
  return [...tree.commands.map(({ name }) => name), "help"];
}

/** One word of a shell script, in single quotes; bash and zsh. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** The same in fish, where a backslash counts within quotes. */
function fishQuoted(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}

function optionNames({ long, short }: OptionWords): string[] {
  return short === null ? [long] : [short, long];
}

/** Options with a value by what it may be: the key is what tells two kinds apart. */
function kindsOf(tree: CommandTree): Map<string, { readonly value: ValueWords; readonly where: string[] }> {
  const kinds = new Map<string, { value: ValueWords; where: string[] }>();
  for (const { name, words } of linesOf(tree)) {
    for (const { value, long } of words.options) {
      if (value === null) continue;
      const key = JSON.stringify([value.words, value.takes]);
      const kind = kinds.get(key) ?? { value, where: [] };
      kind.where.push(`${name}:${long}`);
      kinds.set(key, kind);
    }
  }
  return kinds;
}

function bashValue({ words, takes }: ValueWords): string {
  const parts = [`words=${quoted(words.join(" "))}`, ...(takes === null ? [] : [`takes=${takes}`])];
  return parts.join(" ");
}

function bashArguments({ name, words }: Line): string {
  const [first] = words.arguments;
  const value = first === undefined ? "words=''" : bashValue(first);
  const options = words.options.flatMap(optionNames).join(" ");
  return `    ${quoted(name)}) ${value} options=${quoted(options)} most=${words.arguments.length} ;;`;
}

/** A word that is whole only with what follows: `ssh:`. */
function goesOn(tree: CommandTree): string[] {
  const values = linesOf(tree).flatMap(({ words }) => [
    ...words.arguments,
    ...words.options.flatMap(({ value }) => (value === null ? [] : [value])),
  ]);
  return [...new Set(values.flatMap(({ words }) => words.filter((word) => word.endsWith(":"))))];
}

function bash(tree: CommandTree): string {
  const kinds = [...kindsOf(tree).values()].map(
    ({ value, where }) => `    ${where.join(" | ")}) ${bashValue(value)} ;;`,
  );
  return `# bash completion for ${tree.name}, made from its own commands.

# The names that the ssh configuration of the user gives to machines.
_sriov_inspector_machines() {
  local word rest name
  while read -r word rest; do
    [[ \${word,,} == host ]] || continue
    for name in $rest; do [[ $name == *[*?!]* ]] || printf 'ssh:%s\\n' "$name"; done
  done 2>/dev/null <~/.ssh/config
}

_sriov_inspector() {
  local -
  set -o noglob
  # Readline parts words at colons and equals signs: here they are put together as they are typed.
  local line=\${COMP_LINE:0:COMP_POINT} typed=() word at
  for ((at = 0; at <= COMP_CWORD; at++)); do
    word=\${COMP_WORDS[at]}
    if ((at == COMP_CWORD)); then word=\${line#"\${line%%[![:blank:]]*}"}; fi
    if ((at > 0)) && [[ $line != [[:blank:]]* ]]; then typed[-1]+=$word; else typed+=("$word"); fi
    line=\${line#*"$word"}
  done

  local command='' given=0 current=\${typed[-1]} before='' words='' takes='' options='' most=0 wanted=''
  case \${typed[1]-} in
    ${tree.commands.map(({ name }) => name).join(" | ")} | help) ((\${#typed[@]} > 2)) && command=\${typed[1]} ;;
  esac
  # What the last word but one leaves open, and how many arguments there are before.
  for ((at = \${#command} > 0 ? 2 : 1; at < \${#typed[@]} - 1; at++)); do
    if [[ -n $wanted ]]; then wanted=''; continue; fi
    case $command:\${typed[at]} in
      ${[...kindsOf(tree).values()].flatMap(({ where }) => where).join(" | ")}) wanted=\${typed[at]} ;;
      *:-*) ;;
      *) ((given += 1)) ;;
    esac
  done
  if [[ -z $wanted && $current == --*=* ]]; then
    wanted=\${current%%=*} before=\${current%%=*}=
  fi

  if [[ -n $wanted ]]; then
    case $command:$wanted in
${kinds.map((kind) => `  ${kind}`).join("\n")}
    esac
  else
    case $command in
${linesOf(tree)
  .map((each) => `  ${bashArguments(each)}`)
  .join("\n")}
      help) words=${quoted(commandNames(tree).join(" "))} most=1 ;;
    esac
    if ((given >= most)); then words='' takes=''; fi
    if ((\${#typed[@]} == 2)); then words+=" ${commandNames(tree).join(" ")}"; fi
    # Where nothing else can stand, options are what is looked for.
    if [[ $current == -* || -z $current$words$takes ]]; then words=$options takes=''; fi
  fi

  case $takes in
    function)
      case " \${typed[*]} " in
        ${ELSEWHERE.map((option) => `*" ${option}"[\\ =]*`).join(" | ")}) ;;
        *) words=$(ls ${OWN_FUNCTIONS} 2>/dev/null) ;;
      esac
      ;;
    folder) compopt -o dirnames 2>/dev/null ;;
  esac
  local value=\${current#"$before"}
  case " $words " in
    ${goesOn(tree)
      .map((word) => `*" ${word} "*`)
      .join(" | ")}) [[ $value != ssh:* ]] || words+=" $(_sriov_inspector_machines)" ;;
  esac
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$value")
  if [[ $takes == file ]]; then
    if ((\${#COMPREPLY[@]})); then
      mapfile -t -O \${#COMPREPLY[@]} COMPREPLY < <(compgen -f -- "$value")
    else
      compopt -o default 2>/dev/null
    fi
  fi
  # Readline has what stands before its last mark already.
  local marks=\${COMP_WORDBREAKS//[!:=]/} have=''
  if [[ -n $marks && $value == *["$marks"]* ]]; then have=\${value%"\${value##*["$marks"]}"}; fi
  [[ -z $before || $marks == *=* ]] || COMPREPLY=("\${COMPREPLY[@]/#/$before}")
  COMPREPLY=("\${COMPREPLY[@]#"$have"}")
  if ((\${#COMPREPLY[@]} == 1)) && [[ \${COMPREPLY[0]} == *: ]]; then compopt -o nospace 2>/dev/null; fi
}

complete -F _sriov_inspector ${tree.name}
`;
}

/** Within a specification of _arguments: a colon parts it, and brackets end what is said. */
function zshText(text: string): string {
  return text.replaceAll("\\", "\\\\").replace(/[[\]:]/g, (mark) => `\\${mark}`);
}

function zshAction({ words, takes }: ValueWords): string {
  if (words.some((word) => word.includes(":")))
    return takes === "file" ? "_sriov_inspector_inputs" : "_sriov_inspector_machines";
  if (words.length > 0) return `(${words.join(" ")})`;
  if (takes === "function") return "_sriov_inspector_functions";
  if (takes === null) return " ";
  return takes === "file" ? "_files" : "_files -/";
}

function zshSpecifications({ arguments: given, options }: CommandWords): string[] {
  const of = options.map((option) => {
    const { long, short, description, value, mayRepeat } = option;
    const said = `[${zshText(description)}]`;
    const action = value === null ? "" : `:${zshText(value.name)}:${zshAction(value)}`;
    const mark = value === null ? "" : "=";
    if (mayRepeat) return quoted(`*${long}${mark}${said}${action}`);
    if (short === null) return quoted(`${long}${mark}${said}${action}`);
    return `${quoted(`(${short} ${long})`)}{${short},${long}}${quoted(`${said}${action}`)}`;
  });
  const after = given.map((argument) => {
    const mark = argument.isRequired ? "" : ":";
    return quoted(`:${mark}${zshText(argument.name)}:${zshAction(argument)}`);
  });
  return [...of, ...after];
}

function zshCall(words: CommandWords, indent: string): string {
  return ["_arguments -s -S", ...zshSpecifications(words)].join(` \\\n${indent}  `);
}

function zsh(tree: CommandTree): string {
  const machines = [...new Set(linesOf(tree).flatMap(({ words }) => words.options.map(({ value }) => value)))]
    .flatMap((value) => value?.words ?? [])
    .filter((word) => word.startsWith("demo:"));
  const described = tree.commands.map(({ name, description }) => quoted(`${name}:${description}`));
  return `#compdef ${tree.name}
# zsh completion for ${tree.name}, made from its own commands.

_sriov_inspector_machines() {
  if compset -P ssh:; then
    _hosts
  else
    compadd "$@" -- local ${[...new Set(machines)].join(" ")}
    compadd "$@" -S '' -- ssh:
  fi
}

_sriov_inspector_inputs() {
  _alternative 'machines:machine:_sriov_inspector_machines' 'files:file:_files'
}

_sriov_inspector_functions() {
  (( $words[(I)(${ELSEWHERE.join("|")})(=*|)] )) && return 1
  compadd "$@" -- ${OWN_FUNCTIONS}/*(N:t)
}

_sriov_inspector_commands() {
  local -a commands=(
    ${[...described, quoted("help:Shows the help of a command.")].join("\n    ")}
  )
  _describe -t commands command commands
}

_sriov_inspector() {
  local curcontext=$curcontext
  if (( CURRENT > 2 )); then
    case $words[2] in
${tree.commands
  .map(
    (words) => `      ${words.name})
        shift words
        (( CURRENT -= 1 ))
        ${zshCall(words, "        ")}
        return
        ;;`,
  )
  .join("\n")}
      help)
        (( CURRENT == 3 )) && _sriov_inspector_commands
        return
        ;;
    esac
  elif [[ $words[CURRENT] != -* ]]; then
    _sriov_inspector_commands
  fi
  ${zshCall(tree, "  ")}
}

_sriov_inspector "$@"
`;
}

function fishValue({ words, takes }: ValueWords): string[] {
  const offered = words.join(" ");
  if (takes === "function") return ["-x", "-a", "'(__sriov_inspector_functions)'"];
  if (takes === "folder") return ["-x", "-a", "'(__fish_complete_directories)'"];
  if (takes === "file" && offered === "") return ["-r", "-F"];
  const list = offered.includes("ssh:") ? `${offered} (__sriov_inspector_machines)` : offered;
  return [takes === "file" ? "-r" : "-x", ...(list === "" ? [] : ["-a", fishQuoted(list)])];
}

function fishLines({ name, words }: Line, program: string): string[] {
  const condition = `-n '__sriov_inspector_is ${name === "" ? "window" : name}'`;
  const start = `complete -c ${program} ${condition}`;
  const options = words.options.map(({ long, short, description, value }) => {
    const names = [`-l ${long.slice(2)}`, ...(short === null ? [] : [`-s ${short.slice(1)}`])];
    return [start, ...names, ...(value === null ? ["-f"] : fishValue(value)), "-d", fishQuoted(description)].join(" ");
  });
  const [first] = words.arguments;
  if (first === undefined) return [`${start} -f`, ...options];
  const offered =
    first.words.length > 0
      ? [`${start} -F -a ${fishQuoted(`${first.words.join(" ")} (__sriov_inspector_machines)`)}`]
      : [`${start} -F`];
  return [...offered, ...options];
}

function fish(tree: CommandTree): string {
  const names = commandNames(tree).join(" ");
  const commands = [...tree.commands, { name: "help", description: "Shows the help of a command." }].map(
    ({ name, description }) =>
      `complete -c ${tree.name} -n __sriov_inspector_begins -a ${name} -d ${fishQuoted(description)}`,
  );
  return `# fish completion for ${tree.name}, made from its own commands.

# Is the first word still to come.
function __sriov_inspector_begins
    test (count (commandline -opc)) -eq 1
end

# Is this the command that was typed; without one it is the window's.
function __sriov_inspector_is
    set -l typed (commandline -opc)
    if contains -- "$typed[2]" ${names}
        test "$typed[2]" = $argv[1]
    else
        test $argv[1] = window
    end
end

function __sriov_inspector_machines
    string match -q -- '*ssh:*' (commandline -ct); or return
    for name in (__fish_print_hostnames)
        echo ssh:$name
    end
end

function __sriov_inspector_functions
    string match -qr -- '^(${ELSEWHERE.join("|")})(=|$)' (commandline -opc); and return
    set -l folders ${OWN_FUNCTIONS}/*
    string replace -r '.*/' '' -- $folders
end

complete -c ${tree.name} -n '__sriov_inspector_is help' -f -a '${names}'
${[...commands, ...linesOf(tree).flatMap((each) => fishLines(each, tree.name))].join("\n")}
`;
}

/** The file that the shell reads: /usr/share/bash-completion/completions/NAME, _NAME of zsh, NAME.fish. */
export function completion(shell: Shell, tree: CommandTree): string {
  switch (shell) {
    case "bash":
      return bash(tree);
    case "zsh":
      return zsh(tree);
    case "fish":
      return fish(tree);
  }
}
