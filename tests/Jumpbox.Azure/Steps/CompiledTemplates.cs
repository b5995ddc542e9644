using Jumpbox.Azure.Tests.Facts;
using Jumpbox.Azure.Tests.Steps;
using Jumpbox.Bicep;

[assembly: AssemblyFixture(typeof(CompiledTemplates))]

namespace Jumpbox.Azure.Tests.Steps;

/// <summary>The repository's templates and the pinned compiler, started once for all tests.</summary>
public sealed class CompiledTemplates : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("jumpbox-bicep-").FullName;

    public CompiledTemplates() =>
        Set = new TemplateSet(
            Path.Combine(Repository.Root, "templates"),
            () => _folder,
            new Dictionary<string, string>()
        );

    public TemplateSet Set { get; }

    public async ValueTask DisposeAsync()
    {
        await Set.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
