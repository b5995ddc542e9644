using Jumpbox.Azure.Clients;
using Jumpbox.Bicep;

namespace Build.Run;

/// <summary>What a run takes from outside. The program itself takes the defaults; who embeds it brings their own.</summary>
public sealed record Surroundings
{
    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The environment variables.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = ProcessVariables.All;

    /// <summary>Disk and network, as they are looked at before the first target.</summary>
    public MachineView Machine { get; init; } = new();

    /// <summary>Takes what the run prints; null for the process's console, which may be a terminal with a person at it.</summary>
    public TextWriter? Output { get; init; }

    /// <summary>Takes what goes wrong; null for the process's console.</summary>
    public TextWriter? Errors { get; init; }

    /// <summary>Makes the session instead of the cloud of the settings; null for that cloud.</summary>
    public Func<BuildContext, AzureSession>? Connect { get; init; }

    /// <summary>Templates that outlive the run; null to compile for this run alone.</summary>
    public TemplateSet? Templates { get; init; }
}
