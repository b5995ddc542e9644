using LocalAzure.Faults;
using LocalAzure.Worlds;

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
}

/// <summary>
/// Where a client works, as its settings say. A world that no file describes holds it, so that settings of one's own run at
/// once; left out, it is the sample's own place.
/// </summary>
/// <param name="SubscriptionId">The subscription's GUID.</param>
/// <param name="Location">The region's short name.</param>
public sealed record HomePlace(string SubscriptionId, string Location)
{
    /// <summary>The tenant's GUID; left out, LocalAzure's own.</summary>
    public string TenantId { get; init; } = SampleWorld.Tenant;

    /// <summary>The resource id of the build VM's subnet; left out, one of the sample's names.</summary>
    public string? BuildSubnetId { get; init; }

    /// <summary>
    /// The resource id of the subnet for container instances; left out where the build subnet is given, that one is of the
    /// original form, with private link.
    /// </summary>
    public string? ContainerSubnetId { get; init; }

    /// <summary>A VM size that is offered although the sample does not list it.</summary>
    public string? VmSize { get; init; }

    internal static HomePlace Sample { get; } = new(SampleWorld.Subscription, SampleWorld.Location);
}

/// <summary>
/// What an answer says about the next poll. Retry-After has whole seconds only, and 0 makes some clients wait half a
/// minute; x-ms-retry-after-ms, which Azure's SDKs read, can be short.
/// </summary>
/// <param name="Seconds">Value of Retry-After; null leaves it out.</param>
/// <param name="Milliseconds">Value of x-ms-retry-after-ms; null leaves it out.</param>
public sealed record RetryAfterPolicy(int? Seconds, int? Milliseconds)
{
    /// <summary>100 ms, for clients that read the header in milliseconds.</summary>
    public static RetryAfterPolicy Quick { get; } = new(null, 100);

    /// <summary>15 s, as Azure answers for most resources.</summary>
    public static RetryAfterPolicy Real { get; } = new(15, null);
}
