using LocalAzure.Access;
using LocalAzure.Resources;
using LocalAzure.Server;
using LocalAzure.Settings;
using LocalAzure.Store;

namespace LocalAzure;

/// <summary>What resource types share: store, time, operations, permissions, and the catalogue of types.</summary>
internal sealed class ControlPlane
{
    public ControlPlane(LocalAzureOptions options, ResourceStore store, Agenda agenda, Operations operations)
    {
        Options = options;
        Store = store;
        Agenda = agenda;
        Operations = operations;
        Permissions = new PermissionCheck(store, agenda);
        Policies = new LocalAzure.Providers.Authorization.PolicyEngine(store);
        Directory = new PrincipalDirectory(store, agenda);
        Gateway = new ResourceGateway(this);
        Types = new TypeCatalogue(this);
        Dispatcher = new ArmDispatcher(this);
    }

    public LocalAzureOptions Options { get; }

    public ResourceStore Store { get; }

    public Agenda Agenda { get; }

    public Operations Operations { get; }

    public PermissionCheck Permissions { get; }

    public PrincipalDirectory Directory { get; }

    public LocalAzure.Providers.Authorization.PolicyEngine Policies { get; }

    /// <summary>ARM from inside: what the deployment engine and the image builder send goes through it.</summary>
    public ResourceGateway Gateway { get; }

    public TypeCatalogue Types { get; }

    public ArmDispatcher Dispatcher { get; }

    public BackgroundWork Background { get; } = new();

    public Durations Durations => Options.Durations;

    /// <summary>The exit code with which a customizer or validator is to end; null lets it succeed.</summary>
    public int? ExitCodeOf(string step) =>
        Options.FailCustomizer is { } fault && fault.Customizer == step && fault.ExitCode != 0
            ? fault.ExitCode
            : Options.Faults?.OnStep(step);

    public DateTimeOffset Now => Agenda.Now;
}
