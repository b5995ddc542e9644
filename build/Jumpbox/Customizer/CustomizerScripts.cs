using System.Text;

namespace Jumpbox.Customizer;

/// <summary>The shell scripts of the repository: steps, validations, and the libraries that they use.</summary>
internal sealed class CustomizerScripts(string folder)
{
    private const string Uses = "# uses:";

    /// <summary>
    /// Assembles a step: its name, its data, the libraries named in its first line, and its script, unchanged.
    /// </summary>
    /// <param name="kind"><c>customize</c> or <c>validate</c>.</param>
    /// <param name="name">The step's name, which is its file's name.</param>
    /// <param name="data">Assignments and functions for the script and its libraries.</param>
    /// <exception cref="FileNotFoundException">The step or a library is missing.</exception>
    public CustomizerStep Step(string kind, string name, IEnumerable<string> data)
    {
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
            ShellText.Assign("STEP", name),
            .. data,
            .. libraries.Select(library => Read(Path.Combine("lib", $"{library}.sh"))),
            script,
        ];
        foreach (string part in parts)
        {
            _ = text.Append(part.TrimEnd('\n')).Append('\n');
        }
        return new CustomizerStep(name, text.ToString().TrimEnd('\n').Split('\n'));
    }

    private string Read(string path)
    {
        string file = Path.Combine(folder, path);
        return File.Exists(file)
            ? File.ReadAllText(file).Replace("\r\n", "\n", StringComparison.Ordinal)
            : throw new FileNotFoundException($"The customizer's script {file} is missing: restore it from git.", file);
    }
}
