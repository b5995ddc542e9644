using Jumpbox.Azure;
using Jumpbox.Templates;

namespace Build;

/// <summary>What a run takes from outside. The program itself takes the defaults; who embeds it brings their own.</summary>
public sealed record Surroundings
{
    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Makes the session instead of the cloud of the settings; null for that cloud.</summary>
    public Func<BuildContext, AzureSession>? Connect { get; init; }

    /// <summary>Templates that outlive the run; null to compile for this run alone.</summary>
    public TemplateSet? Templates { get; init; }
}
