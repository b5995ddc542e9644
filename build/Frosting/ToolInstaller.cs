using Cake.Core.Packaging;

namespace Cake.Frosting;

/// <summary>Adapts the engine's installer to Frosting's interface.</summary>
internal sealed class ToolInstaller(Cake.Core.Tooling.IToolInstaller engine) : IToolInstaller
{
    /// <inheritdoc/>
    // The engine's installer is lazy: it works while its result is enumerated.
    public void Install(PackageReference tool) => _ = engine.Install(tool).ToList();
}
