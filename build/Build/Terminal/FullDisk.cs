using Build.Run;
using Cake.Core.Diagnostics;

namespace Build.Terminal;

/// <summary>Says that a run ended because the disk is full, whatever it was writing.</summary>
internal static class FullDisk
{
    // Sources: errno.h of Linux and macOS (ENOSPC, EDQUOT), which .NET hands on as they are; winerror.h (ERROR_DISK_FULL,
    // ERROR_HANDLE_DISK_FULL) as HRESULTs.
    private static readonly int[] Codes = [28, 122, 69, unchecked((int)0x80070070), unchecked((int)0x80070027)];

    /// <summary>Says so where it is the reason.</summary>
    /// <param name="context">The run.</param>
    /// <param name="failure">What ended it; null for success.</param>
    public static void Report(BuildContext context, Exception? failure)
    {
        if (Is(failure))
        {
            context.Log.Error(
                "The disk of the artifacts folder '{0}' is full. Free some space, then run the same command again to continue, or use "
                    + "a folder on another disk with --artifacts=DIR.",
                context.Workspace.Path
            );
        }
    }

    /// <summary>Whether a full disk is the reason, or a reason below it.</summary>
    /// <param name="failure">The failure.</param>
    internal static bool Is(Exception? failure) =>
        failure switch
        {
            null => false,
            AggregateException several => several.InnerExceptions.Any(Is),
            IOException io when Codes.Contains(io.HResult) => true,
            _ => Is(failure.InnerException),
        };
}
