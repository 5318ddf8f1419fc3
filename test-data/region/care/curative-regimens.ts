import { type Weighted } from '../chance.ts'
import type { Subtype } from '../disease/course.ts'

/** Curative chemotherapy of the breast by era and subtype. */
export function curativeRegimens(
  subtype: Subtype,
  year: number,
): Weighted<readonly [string, readonly (readonly [string, number])[]]> {
  const her2 = subtype === 'hr+her2+' || subtype === 'hr-her2+'
  if (her2)
    return [
      [
        [
          'TCH',
          [
            ['DOCETAXEL', 130],
            ['CARBOPLATIN', 550],
          ],
        ],
        35,
      ],
      [
        [
          'EC-T',
          [
            ['EPIRUBICIN', 160],
            ['CYCLOPHOSPHAMIDE', 1050],
          ],
        ],
        35,
      ],
      [['PACLITAXEL WEEKLY', [['PACLITAXEL', 140]]], 30],
    ]
  if (year < 2014)
    return [
      [
        [
          'FEC-T',
          [
            ['FLUOROURACIL', 850],
            ['EPIRUBICIN', 170],
            ['CYCLOPHOSPHAMIDE', 850],
          ],
        ],
        60,
      ],
      [
        [
          'FEC',
          [
            ['FLUOROURACIL', 850],
            ['EPIRUBICIN', 130],
            ['CYCLOPHOSPHAMIDE', 850],
          ],
        ],
        30,
      ],
      [
        [
          'TC',
          [
            ['DOCETAXEL', 130],
            ['CYCLOPHOSPHAMIDE', 1050],
          ],
        ],
        10,
      ],
    ]
  const modern = [
    [
      [
        'EC-P',
        [
          ['EPIRUBICIN', 160],
          ['CYCLOPHOSPHAMIDE', 1050],
          ['PACLITAXEL', 140],
        ],
      ],
      45,
    ],
    [
      [
        'EC-T',
        [
          ['EPIRUBICIN', 160],
          ['CYCLOPHOSPHAMIDE', 1050],
          ['DOCETAXEL', 170],
        ],
      ],
      25,
    ],
    [
      [
        'TC',
        [
          ['DOCETAXEL', 130],
          ['CYCLOPHOSPHAMIDE', 1050],
        ],
      ],
      20,
    ],
    [
      [
        'AC',
        [
          ['DOXORUBICIN', 105],
          ['CYCLOPHOSPHAMIDE', 1050],
        ],
      ],
      10,
    ],
  ] as const
  return subtype === 'triple_negative'
    ? [
        ...modern,
        [
          [
            'CARBOPLATIN + PACLITAXEL',
            [
              ['CARBOPLATIN', 300],
              ['PACLITAXEL', 140],
            ],
          ],
          45,
        ],
      ]
    : modern
}
