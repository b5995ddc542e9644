using System.Text.Json.Nodes;
using LocalAzure.Access;
using LocalAzure.Arm;

namespace LocalAzure.Faults;

/// <summary>One rule: what it matches, how often it hits, and what happens then.</summary>
internal sealed record FaultRule(FaultKind Kind)
{
    /// <summary>Packer's code for a machine that went away under a script (CmdDisconnect).</summary>
    public const int Disconnected = 2300218;

    public string? Method { get; init; }

    /// <summary>Matched against the path, without case; a star stands for any text.</summary>
    public string Path { get; init; } = "*";

    /// <summary>Only this match, counted from 1.</summary>
    public int? Nth { get; init; }

    /// <summary>The first so many matches.</summary>
    public int? Times { get; init; }

    public double Probability { get; init; } = 1;

    public int Status { get; init; }

    public JsonNode? Body { get; init; }

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Of a delay, and of a stalled operation; null stalls forever.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>How much of the body is sent before the connection breaks.</summary>
    public int Bytes { get; init; }

    /// <summary>Name of the customizer or validator; a star stands for any text.</summary>
    public string? Step { get; init; }

    public int ExitCode { get; init; }

    public bool MatchesRequest(string method, string path) =>
        Step is null && (Method is null || ArmPath.Same(Method, method)) && ActionPattern.Matches(Path, path);

    public bool MatchesStep(string name) => Step is not null && ActionPattern.Matches(Step, name);

    /// <param name="count">How many matches there were, this one included.</param>
    /// <param name="chance">From 0 up to 1.</param>
    public bool Hits(int count, double chance) =>
        (Nth is null || Nth == count) && (Times is null || count <= Times) && chance < Probability;
}

/// <summary>What a rule does.</summary>
internal enum FaultKind
{
    /// <summary>Answers without any effect.</summary>
    Answer,

    /// <summary>Waits, then continues as usual.</summary>
    Delay,

    /// <summary>Breaks the connection before there is an effect.</summary>
    DropBefore,

    /// <summary>Breaks the connection when the effect is there and before the answer.</summary>
    DropAfter,

    /// <summary>Sends the beginning of the answer and breaks the connection.</summary>
    Truncate,

    /// <summary>Sends half of the answer's JSON as if it were all.</summary>
    Garble,

    /// <summary>Keeps the long-running operation that the request starts from ending.</summary>
    Stall,

    /// <summary>Answers that the role assignment is made, and loses it.</summary>
    LoseRoleAssignment,

    /// <summary>Ends a customizer or validator with an exit code.</summary>
    Step,
}
