using Cake.Frosting;
using PublicApiGenerator;

namespace Frosting.Tests;

/// <summary>What the stand-in offers is what the genuine package offers, as far as it goes; a change of it is seen in a diff.</summary>
public sealed class PublicSurface
{
    [Fact]
    public void The_public_surface_is_the_approved_one()
    {
        string text = typeof(CakeHost).Assembly.GeneratePublicApi(
            new ApiGeneratorOptions { IncludeAssemblyAttributes = false }
        );
        string file = Path.Combine(Repository.Root, "tests/Frosting/PublicSurface.approved.txt");
        string now = text.ReplaceLineEndings("\n").TrimEnd() + "\n";
        if (Environment.GetEnvironmentVariable("JUMPBOX_APPROVE") == "1")
        {
            File.WriteAllText(file, now);
        }

        Assert.True(
            File.Exists(file) && File.ReadAllText(file) == now,
            $"{file} is not current. Run the tests with JUMPBOX_APPROVE=1 and read the diff."
        );
    }

    [Fact]
    public void Nothing_public_lies_outside_the_namespace_of_the_package() =>
        Assert.All(typeof(CakeHost).Assembly.GetExportedTypes(), type => Assert.Equal("Cake.Frosting", type.Namespace));
}
