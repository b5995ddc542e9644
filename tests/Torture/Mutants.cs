using System.Diagnostics;
using Build.Run;

namespace Torture.Tests;

/// <summary>
/// Holds the harness itself: defects are put into copies of the checkout, one each, and each must be caught. Compiling takes a
/// minute or two for each, so they run only with <c>JUMPBOX_TORTURE_MUTANTS=1</c>, or
/// with a part of a name for one of them.
/// </summary>
public sealed class Mutants
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(8);

    public static TheoryData<Mutant> All { get; } =
    [
        new Mutant(
            "The journal is skipped",
            "build/Build/Clouds/CloudConnection.cs",
            "Journal = context.Journal,",
            "Journal = null,",
            "DropBefore PUT",
            "not in the journal"
        ),
        new Mutant(
            "The intent is written after the effect",
            "build/Jumpbox.Azure/Arm/ArmSender.cs",
            """
                    int effect = journal.Intend(call.Asked, call.Method.Method, call.Path, call.Content, call.Before);
                    try
                    {
                        return await _exchange.SendAsync(call, target, cancellationToken) with { Effect = effect };
            """,
            """
                    int effect = 0;
                    try
                    {
                        ArmAnswer early = await _exchange.SendAsync(call, target, cancellationToken);
                        effect = journal.Intend(call.Asked, call.Method.Method, call.Path, call.Content, call.Before);
                        return early with { Effect = effect };
            """,
            "KilledAfter PUT",
            "not in the journal"
        ),
        new Mutant(
            "A removal is not read back",
            "build/Jumpbox.Azure/LeftOvers/Removal.cs",
            "if (await IsDeletedAsync(id, apiVersion, cancellationToken))",
            "if (await IsDeletedAsync(id, apiVersion, cancellationToken) || deletion > 0)",
            "FalselyConfirmed",
            "left over"
        ),
        new Mutant(
            "The run is repeated blindly",
            "build/Jumpbox.Azure/Clients/ImageTemplates.cs",
            "NotIdempotent = true,",
            "NotIdempotent = false,",
            "/run #1",
            "asked for again blindly"
        ),
        new Mutant(
            "A build that was found is begun again",
            "build/Jumpbox.Azure/ImageBuilds/ImageBuild.cs",
            "if (template is { LastRun.State: RunState.Succeeded } && (_record.ImageId is null || exists))",
            "if (template is { LastRun.State: RunState.Succeeded, Name.Length: 0 } && (_record.ImageId is null || exists))",
            "KilledBefore",
            "the image build was begun"
        ),
    ];

    [Theory]
    [MemberData(nameof(All))]
    public void Each_defect_still_fits_the_source(Mutant mutant) =>
        Assert.Equal(2, File.ReadAllText(Path.Combine(Checkout.Root, mutant.File)).Split(mutant.Right).Length);

    [Theory]
    [MemberData(nameof(All))]
    public async Task Each_defect_is_caught(Mutant mutant)
    {
        string? wanted = Environment.GetEnvironmentVariable("JUMPBOX_TORTURE_MUTANTS");
        Assert.SkipUnless(
            wanted is { Length: > 0 }
                && (wanted == "1" || mutant.Name.Contains(wanted, StringComparison.OrdinalIgnoreCase)),
            "Each mutant is compiled: set JUMPBOX_TORTURE_MUTANTS=1 to try them."
        );
        string copy = Directory.CreateTempSubdirectory("jumpbox-mutant-").FullName;
        try
        {
            await RunAsync(Checkout.Root, "git", ["checkout-index", "--all", $"--prefix={copy}/"]);
            string file = Path.Combine(copy, mutant.File);
            string text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
            Assert.Equal(2, text.Split(mutant.Right).Length);
            await File.WriteAllTextAsync(
                file,
                text.Replace(mutant.Right, mutant.Wrong, StringComparison.Ordinal),
                TestContext.Current.CancellationToken
            );
            (int built, string compiler) = await RunAsync(
                copy,
                "dotnet",
                ["build", "tests/Torture", "-c", "Release", "-v", "q", "-nologo"]
            );
            Assert.True(built == 0, compiler);

            (int judged, string said) = await RunAsync(
                copy,
                "dotnet",
                ["tests/Torture/bin/Release/net10.0/Torture.Tests.dll", "-class", "*.Torture"],
                mutant.Cases
            );

            Assert.NotEqual(0, judged);
            Assert.Contains(mutant.Said, said);
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(
        string folder,
        string program,
        string[] arguments,
        string? cases = null
    )
    {
        ProcessStartInfo start = new(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true };
        start.Environment["JUMPBOX_TORTURE_ONLY"] = cases;
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Limit);
        return (process.ExitCode, output);
    }
}
