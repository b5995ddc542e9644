namespace Jumpbox.Rehearsal;

/// <summary>As whom the namespaces are made.</summary>
/// <param name="Word">The word that <c>hold.sh</c> takes.</param>
/// <param name="Enter">What <c>nsenter</c> needs beside the other namespaces.</param>
/// <param name="Own">What comes before a command of this machine that touches the sandbox's files.</param>
internal sealed record Identity(string Word, IReadOnlyList<string> Enter, IReadOnlyList<string> Own)
{
    /// <summary>As root of the machine.</summary>
    public static Identity Root { get; } = new("root", [], []);

    /// <summary>As an ordinary user, who is root in a user namespace of his own.</summary>
    public static Identity User { get; } =
        new("user", ["--user", "--preserve-credentials"], ["unshare", "--user", "--map-root-user", "--map-auto"]);
}
