using Build.Arguments;
using Build.Clouds;
using Build.Run;
using Jumpbox.Bicep;
using Jumpbox.Fleets;
using Jumpbox.Settings;

namespace Build.Fleets;

/// <summary>Starts a run for each chosen image, or the one run of a repository with one image.</summary>
internal static class FleetRun
{
    private const int MostAtOnce = 32;

    /// <summary>Runs.</summary>
    /// <param name="args">The command line, without problems of syntax.</param>
    /// <param name="surroundings">The environment of the run.</param>
    /// <param name="interruption">Stops all images.</param>
    /// <param name="run">Runs the requested targets once.</param>
    /// <returns>The exit code; of several images, the gravest: a failure, wrong settings, a detached build.</returns>
    /// <exception cref="SettingsException">The arguments or the settings of some image are wrong; nothing was begun.</exception>
    public static async Task<int> OrOneAsync(
        string[] args,
        Surroundings surroundings,
        Interruption interruption,
        Func<string[], Surroundings, SharedClouds?, Task<int>> run
    )
    {
        TypedArguments typed = new(args);
        GivenArguments given = typed.Given;
        bool forEach = FleetTargets.AreForEach(given.Targets);
        if (typed.OnlyAsks || given.Targets.All(FleetTargets.NeedNoSettings))
        {
            return await run(args, surroundings, null);
        }
        string file = given.Text(CommandLine.Config) ?? UserRepository.Default(UserRepository.Settings);
        if (Fleet.Find(file) is not { } fleet)
        {
            FleetArguments.RefuseImages(given, file);
            return await run(args, surroundings, null);
        }
        IReadOnlyList<ImageSelection> chosen = ImageSelection.Of(
            [.. fleet.Images.Select(image => image.Name)],
            given.Texts(CommandLine.Image),
            FleetTargets.TakeVersions(given.Targets)
        );
        IReadOnlyDictionary<string, JumpboxSettings> settings = FleetSettings.Read(
            fleet,
            new SettingsSource(file, given.Texts(CommandLine.Set), surroundings.Variables)
            {
                Found = [.. given.Settings()],
            }
        );
        using SharedWork shared = new();
        await using SharedClouds clouds = new(forEach ? chosen.Count : 1, surroundings.Time);
        FleetMember Member(ImageSelection one) =>
            new(fleet.Images.First(image => image.Name == one.Name), settings, shared)
            {
                Chosen = [.. chosen.Select(image => image.Name)],
            };
        string artifacts = Path.GetFullPath(given.Text(CommandLine.Artifacts) ?? UserRepository.Default("artifacts"));
        if (forEach)
        {
            LockEvidence.HandOver(artifacts, chosen.Select(one => one.Name));
        }
        if (!forEach || chosen.Count == 1)
        {
            return await run(
                FleetArguments.For(typed, chosen[0]),
                surroundings with
                {
                    Member = Member(chosen[0]) with { Folder = forEach ? FleetMember.FolderOf(chosen[0].Name) : null },
                },
                clouds
            );
        }
        FleetArguments.Require(typed, chosen);
        Workspace common = shared.Once("artifacts", () => new Workspace(artifacts, string.Join(", ", given.Targets)));
        await using TemplateSet templates = new(
            ShippedFiles.PathOf("templates"),
            () => common.Templates,
            surroundings.Variables
        );
        FleetProgress progress = new(chosen.Select(one => one.Name), surroundings, typed);
        long began = surroundings.Time.GetTimestamp();
        using SemaphoreSlim places = new(FleetArguments.AtOnce(given, chosen.Count, MostAtOnce));
        interruption.Listen();
        ImageResult[] results = await Task.WhenAll(chosen.Select(RunAsync));
        FleetSummary summary = new(results);
        progress.End();
        summary.Write(common, surroundings, typed);
        return summary.ExitCode;

        async Task<ImageResult> RunAsync(ImageSelection one)
        {
            ImageProgress own = progress.Of(one.Name);
            try
            {
                await places.WaitAsync(interruption.Token);
            }
            catch (OperationCanceledException)
            {
                return own.End(new ImageResult(one.Name, null, "not started"));
            }
            try
            {
                FleetMember member = Member(one) with
                {
                    Folder = FleetMember.FolderOf(one.Name),
                    IsOneOfSeveral = true,
                    Began = began,
                    OnTarget = own.Begin,
                };
                Surroundings around = surroundings with
                {
                    Member = member,
                    Templates = surroundings.Templates ?? templates,
                    Output = own.Output,
                    Errors = own.Errors,
                };
                // A run holds its thread; those of the pool are for the answers that it waits for.
                int code = await Task
                    .Factory.StartNew(
                        () => run(FleetArguments.For(typed, one), around, clouds),
                        CancellationToken.None,
                        TaskCreationOptions.LongRunning,
                        TaskScheduler.Default
                    )
                    .Unwrap();
                return own.End(ImageResult.Of(one.Name, code, member.Outcome.Reason));
            }
            finally
            {
                places.Release();
            }
        }
    }
}
