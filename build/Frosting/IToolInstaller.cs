using Cake.Core.Packaging;

namespace Cake.Frosting;

/// <summary>Installs the tools that the program registered. A program may register an installer of its own.</summary>
public interface IToolInstaller
{
    /// <summary>Installs a tool and makes it known to the tool locator.</summary>
    /// <param name="tool">The tool's package.</param>
    void Install(PackageReference tool);
}
