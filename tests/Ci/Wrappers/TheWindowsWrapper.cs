using System.Management.Automation.Language;

namespace Ci.Tests.Wrappers;

public sealed class TheWindowsWrapper
{
    private static readonly string File = Path.Combine(Repository.Root, "build.ps1");

    [Fact]
    public void Is_a_script_without_mistakes()
    {
        Parser.ParseFile(File, out _, out ParseError[] mistakes);

        Assert.Empty(mistakes.Select(mistake => $"{mistake.Extent.StartLineNumber}: {mistake.Message}"));
    }

    [Fact]
    public void Calls_no_cmdlet_of_a_module_so_that_every_PowerShell_can_run_it()
    {
        ScriptBlockAst script = Parser.ParseFile(File, out _, out _);
        IEnumerable<string> own = script
            .FindAll(part => part is FunctionDefinitionAst, searchNestedScriptBlocks: true)
            .Cast<FunctionDefinitionAst>()
            .Select(function => function.Name);
        IEnumerable<string> called = script
            .FindAll(part => part is CommandAst, searchNestedScriptBlocks: true)
            .Cast<CommandAst>()
            .Select(command => command.GetCommandName())
            .OfType<string>()
            .Distinct();

        Assert.Empty(called.Except([.. own, "ForEach-Object", "bash", "gpg"], StringComparer.OrdinalIgnoreCase));
    }
}
