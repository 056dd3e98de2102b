/** Answers may come in another order than the questions were asked; what a later one overtook says nothing new. */
export class Questions {
  private asked = 0;
  private answered = 0;

  /** Call it when asking; what it returns tells, once the answer is there, whether it is news. */
  ask(): () => boolean {
    const mine = (this.asked += 1);
    return () => {
      if (mine < this.answered) return false;
      this.answered = mine;
      return true;
    };
  }
}
