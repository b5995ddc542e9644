using System.Text.RegularExpressions;

namespace Conventions.Tests;

/// <summary>The command line is read and checked in one place, so that nothing of it is found out in the middle of a run.</summary>
public sealed partial class Arguments
{
    [Fact]
    public void Are_read_in_one_place() =>
        Assert.All(
            Repository.Files("build/Build", "*.cs").Where(file => Path.GetFileName(file) != "GivenArguments.cs"),
            file => Assert.DoesNotMatch(CakesOwn(), File.ReadAllText(file))
        );

    [GeneratedRegex(@"\b(HasArgument|GetArguments?|Arguments?<\w+\??>|\.Arguments?)\(")]
    private static partial Regex CakesOwn();
}
