namespace Jumpbox.Rollouts;

/// <summary>Who is signed in to a machine, as <c>scripts/rollout/sessions.sh</c> reports it.</summary>
/// <param name="Users">The names of the users, each once.</param>
/// <param name="IsClosed">Whether new sign-ins are refused, so that the number cannot rise.</param>
/// <param name="Trouble">Why they are unknown, in one line; null if they are known.</param>
public sealed record Sessions(IReadOnlyList<string> Users, bool IsClosed, string? Trouble = null)
{
    private const string End = "sessions-end";

    /// <summary>Whether nobody is signed in and nobody can sign in: only then a machine may be deleted.</summary>
    public bool IsEmpty => Trouble is null && IsClosed && Users.Count == 0;

    /// <summary>They are unknown, which counts as someone being signed in.</summary>
    /// <param name="why">Why, in one line.</param>
    public static Sessions Unknown(string why) => new([], false, why);

    /// <summary>Reads the script's output: <c>session NAME</c> for each, <c>closed</c>, and <c>sessions-end N</c> with their number.</summary>
    /// <param name="output">The output.</param>
    public static Sessions Read(string output)
    {
        string[] lines = output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        string[] users =
        [
            .. lines
                .Where(line => line.StartsWith("session ", StringComparison.Ordinal))
                .Select(line => line[8..].Trim()),
        ];
        return lines is [.., var last] && last == FormattableString.Invariant($"{End} {users.Length}")
            ? new Sessions(
                [.. users.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
                lines.Contains("closed", StringComparer.Ordinal)
            )
            : Unknown("the list of sessions is incomplete");
    }

    /// <summary>The end of "NAME: …".</summary>
    public string Text =>
        Trouble is { } trouble ? $"who is signed in is unknown ({trouble}), which counts as someone"
        : Users.Count > 0 ? $"{string.Join(", ", Users)} {(Users.Count == 1 ? "is" : "are")} signed in"
        : IsClosed ? "nobody is signed in"
        : "nobody is signed in, but someone may sign in at any time";
}
