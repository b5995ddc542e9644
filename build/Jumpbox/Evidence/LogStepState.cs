namespace Jumpbox.Evidence;

/// <summary>How a step of an image build stands.</summary>
public enum LogStepState
{
    /// <summary>It has begun and the log goes no further.</summary>
    Running,

    /// <summary>It has ended well.</summary>
    Succeeded,

    /// <summary>It was the last one and the build failed in it.</summary>
    Failed,
}
