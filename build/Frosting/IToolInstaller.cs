using Cake.Core.Packaging;

namespace Cake.Frosting;

/// <summary>Installs the registered tools. A program may register its own installer.</summary>
public interface IToolInstaller
{
    /// <summary>Installs a tool and registers it with the tool locator.</summary>
    /// <param name="tool">The tool's package.</param>
    void Install(PackageReference tool);
}
