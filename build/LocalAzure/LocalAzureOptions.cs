using LocalAzure.Faults;
using LocalAzure.Settings;

namespace LocalAzure;

/// <summary>Options of LocalAzure.</summary>
public sealed record LocalAzureOptions
{
    /// <summary>The state folder; null keeps the state in memory. One process at a time can open it.</summary>
    public string? StateFolder { get; init; }

    /// <summary>The port on 127.0.0.1; 0 for the previous port of the state folder if it is free, or any free port.</summary>
    public int Port { get; init; }

    /// <summary>The initial world for an empty state; null for the sample world.</summary>
    public string? WorldFile { get; init; }

    /// <summary>The client's settings; the world contains the resources that they name.</summary>
    public ClientSettings Client { get; init; } = ClientSettings.Sample;

    /// <summary>The settings of other clients of the same tenant; the world contains what they name too.</summary>
    public IReadOnlyList<ClientSettings> OtherClients { get; init; } = [];

    /// <summary>How long operations take.</summary>
    public Durations Durations { get; init; } = Durations.Quick;

    /// <summary>The clock; tests advance it.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Whether API versions are refused that are newer than the specifications that LocalAzure has.</summary>
    public bool StrictVersions { get; init; }

    /// <summary>The delay before each response, on the server's clock.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>The Retry-After headers of responses.</summary>
    public RetryAfterPolicy RetryAfter { get; init; } = RetryAfterPolicy.Quick;

    /// <summary>Makes the customizer with this name fail with this exit code; null lets all succeed.</summary>
    public (string Customizer, int ExitCode)? FailCustomizer { get; init; }

    /// <summary>Starts a machine that really runs the Shell steps of an image build; null simulates them.</summary>
    public Func<BuildMachine>? StartBuildMachine { get; init; }

    /// <summary>The faults to inject; null for none.</summary>
    public FaultPlan? Faults { get; init; }

    /// <summary>The default region of the world.</summary>
    internal string Location => Client.Location;
}
