namespace Jumpbox.Customizer;

/// <summary>A script of the user's, run as root before or after one of the pipeline's steps.</summary>
/// <param name="File">Its path in the repository, with slashes.</param>
/// <param name="IsBefore">Whether it runs before the step; otherwise after it.</param>
/// <param name="Anchor">The step's name.</param>
/// <param name="Lines">The script. A first line <c>#!</c> chooses the interpreter; without one it is <c>/bin/sh -e</c>.</param>
public sealed record OwnStep(string File, bool IsBefore, string Anchor, IReadOnlyList<string> Lines)
{
    /// <summary>The name of its step in the plan and in logs, for example <c>own-10-motd</c>.</summary>
    public string Name => $"own-{Path.GetFileNameWithoutExtension(File)}";

    /// <summary>What is wrong with it, each with its line where there is one.</summary>
    internal IEnumerable<string> Problems()
    {
        if (!Name.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-' or '_'))
        {
            yield return ": expected a name of lower-case letters, digits and dashes, for example 10-motd.sh";
        }
        if (Anchor == "hygiene" && !IsBefore)
        {
            yield return ": nothing runs after hygiene, which removes what the build left; use before-hygiene";
        }
        if (Lines.All(string.IsNullOrWhiteSpace))
        {
            yield return ": it is empty";
        }
        for (int index = 0; index < Lines.Count; index++)
        {
            string line = Lines[index];
            if (line.Contains('\0', StringComparison.Ordinal))
            {
                yield return $", line {index + 1}: not text";
                yield break;
            }
            if (line.TrimStart('\t') == CustomizerPlan.EndOfOwnText)
            {
                yield return $", line {index + 1}: {CustomizerPlan.EndOfOwnText} ends the script in the build VM: rename it";
            }
        }
        if (SecretText.Find(string.Join('\n', Lines)) is var (at, secret) && at > 0)
        {
            yield return $", line {at}: {secret}; an image is read by everyone who starts it, and a template by everyone who "
                + "reads the resource group: read it at run time, for example from Key Vault";
        }
    }
}
