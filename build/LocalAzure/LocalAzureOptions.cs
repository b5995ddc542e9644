using LocalAzure.Faults;
using LocalAzure.Settings;

namespace LocalAzure;

/// <summary>What LocalAzure is to be.</summary>
public sealed record LocalAzureOptions
{
    /// <summary>Folder for the state; null keeps it in memory. One process at a time can have it open.</summary>
    public string? StateFolder { get; init; }

    /// <summary>Port on 127.0.0.1; 0 takes the port that the state folder had before if it is free, else any.</summary>
    public int Port { get; init; }

    /// <summary>World to begin with when the state is empty; null is the sample world.</summary>
    public string? WorldFile { get; init; }

    /// <summary>Where the client works: the world holds it.</summary>
    public HomePlace Home { get; init; } = HomePlace.Sample;

    /// <summary>How long things take.</summary>
    public Durations Durations { get; init; } = Durations.Quick;

    /// <summary>The clock of everything; tests advance it.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Delay before every answer, on the server's clock.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>What answers say about the next poll.</summary>
    public RetryAfterPolicy RetryAfter { get; init; } = RetryAfterPolicy.Quick;

    /// <summary>Makes the customizer of this name end with this exit code; null lets all succeed.</summary>
    public (string Customizer, int ExitCode)? FailCustomizer { get; init; }

    /// <summary>Starts a machine that runs the Shell steps of an image build for real; null simulates them.</summary>
    public Func<BuildMachine>? StartBuildMachine { get; init; }

    /// <summary>What is to go wrong; null lets nothing go wrong by rule.</summary>
    public FaultPlan? Faults { get; init; }

    /// <summary>Region of what the world leaves without one.</summary>
    internal string Location => Home.Location;

    /// <summary>The exit code with which a customizer or validator is to end; null lets it succeed.</summary>
    internal int? ExitCodeOf(string step) =>
        FailCustomizer is { } fault && fault.Customizer == step && fault.ExitCode != 0
            ? fault.ExitCode
            : Faults?.OnStep(step);
}
