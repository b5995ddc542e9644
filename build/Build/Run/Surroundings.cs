using Jumpbox.Azure.Clients;
using Jumpbox.Bicep;
using Jumpbox.Evidence;

namespace Build.Run;

/// <summary>The environment of a run. The program uses the defaults; a host that embeds it can set its own.</summary>
public sealed record Surroundings
{
    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The environment variables.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = ProcessVariables.All;

    /// <summary>Disk and network, as they are looked at before the first target.</summary>
    public MachineView Machine { get; init; } = new();

    /// <summary>Receives the output; null for the process's console, which may be an interactive terminal.</summary>
    public TextWriter? Output { get; init; }

    /// <summary>Receives the errors; null for the process's console.</summary>
    public TextWriter? Errors { get; init; }

    /// <summary>Creates the session instead of connecting to the cloud of the settings; null for that cloud.</summary>
    public Func<BuildContext, AzureSession>? Connect { get; init; }

    /// <summary>The revision of the checkout; null to ask Git.</summary>
    public Revision? Revision { get; init; }

    /// <summary>Templates that outlive the run; null to compile for this run only.</summary>
    public TemplateSet? Templates { get; init; }

    /// <summary>The run's place in a repository with several images; null where there is one.</summary>
    internal FleetMember? Member { get; init; }
}
