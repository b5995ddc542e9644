namespace LocalAzure.Faults;

/// <summary>What a rule does.</summary>
internal enum FaultKind
{
    /// <summary>Answers without any effect.</summary>
    Answer,

    /// <summary>Waits, then goes on as usual.</summary>
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
