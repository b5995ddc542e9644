using System.Text.Json.Nodes;
using LocalAzure.Access;
using LocalAzure.Arm;
using LocalAzure.Guests;

namespace LocalAzure.Faults;

/// <summary>A rule: what it matches, how often it hits, and its effect.</summary>
internal sealed record FaultRule(FaultKind Kind)
{
    /// <summary>Packer's code for a machine that disconnected during a script (CmdDisconnect).</summary>
    public const int Disconnected = 2300218;

    public string? Method { get; init; }

    /// <summary>Matched against the path, case-insensitive, with * for any text.</summary>
    public string Path { get; init; } = "*";

    /// <summary>Whether it matches requests that a deployment makes for its resources, instead of a client's.</summary>
    public bool IsInside { get; init; }

    /// <summary>Only this match, counted from 1.</summary>
    public int? Nth { get; init; }

    /// <summary>The first n matches.</summary>
    public int? Times { get; init; }

    public double Probability { get; init; } = 1;

    public int Status { get; init; }

    public JsonNode? Body { get; init; }

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The duration of a delay or a stalled operation; null stalls forever.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>How many bytes of the body are sent before the connection breaks.</summary>
    public int Bytes { get; init; }

    /// <summary>The name of the customizer or validator, with * for any text.</summary>
    public string? Step { get; init; }

    public int ExitCode { get; init; }

    /// <summary>What the step prints before it ends.</summary>
    public IReadOnlyList<string> Output { get; init; } = [];

    /// <summary>The phase in which image builds fail, as lastRunStatus.runSubState spells it.</summary>
    public string? Phase { get; init; }

    /// <summary>The message of a failed image build.</summary>
    public string Message { get; init; } = "";

    /// <summary>The region to which no gallery image version is copied, with * for any text.</summary>
    public string? Region { get; init; }

    /// <summary>What the image of a machine is named, with * for any text.</summary>
    public string Image { get; init; } = "*";

    /// <summary>The state of the Application Health extension.</summary>
    public string? Health { get; init; }

    /// <summary>The text of a run command, with * for any text.</summary>
    public string Script { get; init; } = "*";

    /// <summary>How a run command ends; null if it never does.</summary>
    public ScriptEnd? End { get; init; }

    public bool MatchesRequest(string method, string path, bool inside) =>
        Kind <= FaultKind.LoseRoleAssignment
        && IsInside == inside
        && (Method is null || ArmPath.Same(Method, method))
        && ActionPattern.Matches(Path, path);

    public bool MatchesMachine(FaultKind kind, string machine, string image) =>
        Kind == kind && ActionPattern.Matches(Path, machine) && ActionPattern.Matches(Image, image);

    public bool MatchesScript(string command, string script) =>
        Kind == FaultKind.Script
        && ActionPattern.Matches(Path, command)
        && ActionPattern.Matches(Script, script.ReplaceLineEndings(" "));

    public bool MatchesStep(string name) => Step is not null && ActionPattern.Matches(Step, name);

    public bool MatchesReplication(string region) => Region is not null && ActionPattern.Matches(Region, region);

    public bool MatchesPhase(string phase) => ArmPath.Same(Phase, phase);

    /// <param name="count">The number of matches, including this one.</param>
    /// <param name="chance">From 0 up to 1.</param>
    public bool Hits(int count, double chance) =>
        (Nth is null || Nth == count) && (Times is null || count <= Times) && chance < Probability;
}

/// <summary>The effect of a rule; those of requests first.</summary>
internal enum FaultKind
{
    /// <summary>Responds without any effect.</summary>
    Answer,

    /// <summary>Waits, then continues as usual.</summary>
    Delay,

    /// <summary>Breaks the connection before the effect.</summary>
    DropBefore,

    /// <summary>Breaks the connection after the effect and before the response.</summary>
    DropAfter,

    /// <summary>Sends the start of the response and breaks the connection.</summary>
    Truncate,

    /// <summary>Sends half of the response's JSON as if it were complete.</summary>
    Garble,

    /// <summary>Prevents the long-running operation of the request from ending.</summary>
    Stall,

    /// <summary>Responds that the role assignment was created, and loses it.</summary>
    LoseRoleAssignment,

    /// <summary>Ends a customizer or validator with an exit code.</summary>
    Step,

    /// <summary>Fails an image build in a phase, with a message.</summary>
    Build,

    /// <summary>Fails the copy of a gallery image version to a region.</summary>
    Replication,

    /// <summary>Lets a machine report a state of its application.</summary>
    Health,

    /// <summary>Never ends the creation of a machine.</summary>
    NeverCreated,

    /// <summary>Answers a run command instead of running it.</summary>
    Script,
}
