using Cake.Core.Packaging;

namespace Cake.Frosting;

/// <summary>The engine's installer, in the form in which Frosting offers it.</summary>
internal sealed class ToolInstaller(Cake.Core.Tooling.IToolInstaller engine) : IToolInstaller
{
    /// <inheritdoc/>
    // The engine's installer works while its answer is read.
    public void Install(PackageReference tool) => _ = engine.Install(tool).ToList();
}
