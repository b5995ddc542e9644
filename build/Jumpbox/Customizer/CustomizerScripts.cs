using System.Text;
using Jumpbox.Settings;

namespace Jumpbox.Customizer;

/// <summary>The shell scripts of the repository: steps, validations, and the libraries that they use.</summary>
internal sealed class CustomizerScripts(string folder)
{
    private const string Uses = "# uses:";

    // Steps that depend on the settings.
    private static readonly string[] Optional =
    [
        "upgrade-packages",
        "ubuntu-packages",
        "az-extensions",
        "install-packages",
        "harden-sshd",
        "harden-system",
        "own-files",
        "own-step",
        "sshd-effective",
        "hardening",
    ];

    /// <summary>
    /// Assembles a step: its name, its data, the libraries named in its first line, and its script, unchanged.
    /// </summary>
    /// <param name="kind"><c>customize</c> or <c>validate</c>.</param>
    /// <param name="name">The step's name, which is its file's name.</param>
    /// <param name="data">Assignments and functions for the script and its libraries.</param>
    /// <param name="called">The step's name if one script is several steps; null means the script's.</param>
    public CustomizerStep Step(string kind, string name, IEnumerable<string> data, string? called = null)
    {
        called ??= name;
        string script = Read(Path.Combine(kind, $"{name}.sh"));
        string first = script[..script.IndexOf('\n', StringComparison.Ordinal)];
        string[] libraries = first.StartsWith(Uses, StringComparison.Ordinal)
            ? first[Uses.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)
            : throw new InvalidDataException(
                $"{kind}/{name}.sh must begin with '{Uses}' and the names of its libraries, not with '{first}'."
            );
        StringBuilder text = new();
        IEnumerable<string> parts =
        [
            ShellText.Assign("STEP", called),
            .. data,
            .. libraries.SelectMany(Library),
            script,
        ];
        foreach (string part in parts)
        {
            _ = text.Append(part.TrimEnd('\n')).Append('\n');
        }
        return new CustomizerStep(called, text.ToString().TrimEnd('\n').Split('\n'));
    }

    /// <summary>Requires that every script in a folder is known: an unknown one would silently never run.</summary>
    /// <param name="kind"><c>customize</c> or <c>validate</c>.</param>
    /// <param name="used">The steps of the plan.</param>
    /// <exception cref="SettingsException">A script is no step.</exception>
    public void RequireKnown(string kind, IEnumerable<string> used)
    {
        HashSet<string> known = [.. used, .. Optional];
        string[] unknown =
        [
            .. Directory
                .EnumerateFiles(Path.Combine(folder, kind))
                .Where(file => !known.Contains(Path.GetFileNameWithoutExtension(file)))
                .Order(StringComparer.Ordinal),
        ];
        if (unknown.Length > 0)
        {
            throw new SettingsException(
                $"No step of the plan is {string.Join(" or ", unknown)}, so it would never run: put your own scripts into "
                    + $"{OwnContents.StepsFolder}/before-STEP or {OwnContents.StepsFolder}/after-STEP, for example after-install-tools."
            );
        }
    }

    /// <summary>A function that prints the program whose parts are the files of a folder.</summary>
    /// <param name="name">The folder, and the function.</param>
    /// <param name="extension">That of the parts, without the dot.</param>
    public string Program(string name, string extension) => ShellText.Printed(name, Parts(name, extension));

    /// <summary>What that function prints.</summary>
    /// <param name="name">The folder.</param>
    /// <param name="extension">That of the parts, without the dot.</param>
    public string ProgramText(string name, string extension) => ShellText.Joined(Parts(name, extension));

    // A library is shell, a program in Perl in the files of a folder, or both.
    private IEnumerable<string> Library(string name)
    {
        string program = Path.Combine("lib", name);
        string shell = $"{program}.sh";
        bool hasProgram = Directory.Exists(Path.Combine(folder, program));
        if (hasProgram)
        {
            yield return ShellText.Program(name, "perl", Parts(program, "pl"));
        }
        if (!hasProgram || File.Exists(Path.Combine(folder, shell)))
        {
            yield return Read(shell);
        }
    }

    private IEnumerable<string> Parts(string path, string extension) =>
        Directory
            .EnumerateFiles(Path.Combine(folder, path), $"*.{extension}")
            .Select(file => Path.Combine(path, Path.GetFileName(file)))
            .Order(StringComparer.Ordinal)
            .Select(Read);

    private string Read(string path)
    {
        string file = Path.Combine(folder, path);
        return File.Exists(file)
            ? File.ReadAllText(file).Replace("\r\n", "\n", StringComparison.Ordinal)
            : throw new FileNotFoundException($"The customizer's script {file} is missing: restore it from git.", file);
    }
}
