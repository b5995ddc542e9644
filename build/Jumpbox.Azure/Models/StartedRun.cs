namespace Jumpbox.Azure;

/// <summary>An image build that is under way, or was a moment ago.</summary>
/// <param name="Operation">The operation that our request began; null when the build was found and not begun.</param>
/// <param name="Before">The template's last build before, to tell the new one from it.</param>
public sealed record StartedRun(ArmOperation? Operation, ImageRun Before)
{
    /// <summary>Whether our request began it.</summary>
    public bool IsOurs => Operation is not null;
}
