using Cake.Core.Packaging;
using Cake.Frosting;

namespace Frosting.Tests.Host;

internal sealed class NotedInstaller(Notes notes) : IToolInstaller
{
    public void Install(PackageReference tool) => notes.Add($"installed {tool.OriginalString}");
}
